"""What else happens with a question about legal aid: the messages about it, and their holes.

Holes are plain JSON; times are ISO with their zone, money is whole pence, codes are stable slugs
whose words stand in tables by code. Every kind has `helpline` and `sender`. Beside them:

`legal-aid-outcome`, when it is sent
    `verdict`   "yes", "no", "unknown" or "elsewhere" (the problem itself led somewhere else)
    `code`      the verdict's reason ("within", "passported", "under-18", "gross", "disposable",
                "capital", "missing", "figures-not-known") or the slug of the exit step
    `day`       "2026-11-22": by the figures of which day
    `working`   a list of {test, code, whose, amount, running}; empty where nothing was worked out
    `results`   a list of {test, outcome, total, limit}; `total` and `limit` may be None
    `callback`  {starts_at, ends_at}, or None where no call was asked for
    `evidence`  a list of codes of papers to gather
    `turn_to`   a list of codes of where to turn
`legal-aid-referred`, when it is passed on
    `reason`    the code of the kind of provider
    `words`     the adviser's own words, or ""
`legal-aid-closed`, when it ends with a code that tells the person
    `reason`    the code
    `words`     the adviser's own words, or ""
`legal-aid-call-moved`, when the call-back is at another time
    `starts_at`, `ends_at`          when we call now
    `old_starts_at`, `old_ends_at`  when we were going to call; None where there was no call before
"""
