"""The names that may stand as the last line of an address for the post, folded to plain lower case.

English short names of countries and territories (ISO 3166 as CLDR 46 words them) with the other
names people write. The post reads the country in English, so there are no Welsh names here. The
Crown dependencies are here because a letter there may end with the name after its postcode.
"""

import unicodedata

_NAMES = """
afghanistan|aland islands|albania|alderney|algeria|america|american samoa|andorra|
angola|anguilla|antigua|antigua and barbuda|argentina|armenia|aruba|ascension island|
australia|austria|azerbaijan|bahamas|bahrain|bangladesh|barbados|belarus|belgium|
belize|benin|bermuda|bhutan|bolivia|bosnia|bosnia and herzegovina|botswana|brazil|
british indian ocean territory|british virgin islands|brunei|brunei darussalam|bulgaria|
burkina faso|burma|burundi|cabo verde|cambodia|cameroon|canada|canary islands|
cape verde|caribbean netherlands|cayman islands|central african republic|
ceuta and melilla|chad|chile|china|christmas island|cocos islands|colombia|comoros|
congo|cook islands|costa rica|cote d'ivoire|croatia|cuba|curacao|cyprus|
czech republic|czechia|democratic republic of the congo|denmark|djibouti|dominica|
dominican republic|east timor|ecuador|egypt|eire|el salvador|equatorial guinea|
eritrea|estonia|eswatini|ethiopia|falkland islands|falklands|faroe islands|fiji|
finland|france|french guiana|french polynesia|gabon|gambia|georgia|germany|ghana|
gibraltar|greece|greenland|grenada|guadeloupe|guam|guatemala|guernsey|guinea|
guinea-bissau|guyana|haiti|holland|honduras|hong kong|hungary|iceland|india|
indonesia|iran|iraq|ireland|isle of man|israel|italy|ivory coast|jamaica|japan|
jersey|jordan|kazakhstan|kenya|kiribati|korea|kosovo|kuwait|kyrgyzstan|laos|
latvia|lebanon|lesotho|liberia|libya|liechtenstein|lithuania|luxembourg|macao|
macau|macedonia|madagascar|malawi|malaysia|maldives|mali|malta|marshall islands|
martinique|mauritania|mauritius|mayotte|mexico|micronesia|moldova|monaco|mongolia|
montenegro|montserrat|morocco|mozambique|myanmar|namibia|nauru|nepal|netherlands|
new caledonia|new zealand|nicaragua|niger|nigeria|niue|norfolk island|north cyprus|
north korea|north macedonia|northern mariana islands|norway|oman|pakistan|palau|
palestine|palestinian territories|panama|papua new guinea|paraguay|peru|philippines|
pitcairn|pitcairn islands|poland|portugal|puerto rico|qatar|republic of ireland|
republic of korea|republic of the congo|reunion|romania|russia|russian federation|
rwanda|saint barthelemy|saint helena|saint kitts and nevis|saint lucia|saint martin|
saint pierre and miquelon|saint vincent and grenadines|samoa|san marino|
sao tome and principe|sark|saudi arabia|senegal|serbia|seychelles|sierra leone|
singapore|sint maarten|slovakia|slovenia|solomon islands|somalia|south africa|
south georgia and south sandwich islands|south korea|south sudan|spain|sri lanka|sudan|
suriname|svalbard and jan mayen|swaziland|sweden|switzerland|syria|taiwan|tajikistan|
tanzania|thailand|timor-leste|tobago|togo|tokelau|tonga|trinidad|
trinidad and tobago|tristan da cunha|tunisia|turkey|turkiye|turkmenistan|
turks and caicos islands|tuvalu|uae|uganda|ukraine|united arab emirates|united states|
united states of america|uruguay|us|us virgin islands|usa|uzbekistan|vanuatu|vatican|
vatican city|venezuela|viet nam|vietnam|wallis and futuna|western sahara|yemen|
zambia|zimbabwe
"""
COUNTRIES = frozenset(_NAMES.replace("\n", "").split("|"))
_HOME_NAMES = """
united kingdom|uk|great britain|gb|britain|england|scotland|wales|cymru|northern ireland|
y deyrnas unedig|lloegr|yr alban|gogledd iwerddon
"""
UNITED_KINGDOM = frozenset(_HOME_NAMES.replace("\n", "").split("|"))


def folded(name: str) -> str:
    """Fold a country's name: no accents, stops or "the", lower case, "and" for &."""
    apart = unicodedata.normalize("NFD", name.replace("\u2019", "'").casefold())
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    words = plain.replace("&", " and ").replace("st. ", "saint ").replace(".", "").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
