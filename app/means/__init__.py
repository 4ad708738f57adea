"""The means test of civil legal aid: figures and a household in, a verdict and its working out.

No forms and no database. `assess` in `calculator` is the door; `household` says what it is told,
`figures` what the law's amounts were on a day, `assessment` what it answers.
"""
