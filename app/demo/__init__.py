"""The demonstration: invented people, agents, a kiosk code and visits in every status.

`sign_ins` and the kiosk's code are here; `app.demo.loading` puts everything into a database.
Nothing here is ever loaded in the production profile.
"""

from __future__ import annotations

from app.demo.accounts import KIOSK_CODE, sign_ins

__all__ = ["KIOSK_CODE", "sign_ins"]
