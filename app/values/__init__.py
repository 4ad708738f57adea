"""Values: what a person types or says, turned into something clean enough to keep, or refused.

Every module here is pure: no web, no forms, no database. Each `parse_...` function returns a stored
value or raises `Refusal`; each `show_...` function turns a stored value back into text.
"""
