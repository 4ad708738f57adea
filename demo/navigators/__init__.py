"""Those who know the pages: one class a face, for the demo's walk and for the browser tests.

They find buttons and boxes by what they do and not by their words, so they work in any language.
"""

from __future__ import annotations

from demo.navigators.console_navigator import ConsoleNavigator
from demo.navigators.inbox_navigator import InboxNavigator
from demo.navigators.kiosk_navigator import KioskNavigator
from demo.navigators.outside_navigator import OutsideNavigator

__all__ = ["ConsoleNavigator", "InboxNavigator", "KioskNavigator", "OutsideNavigator"]
