"""`python -m demo` walks the main job by itself in a real browser and keeps what it made.

`house` starts an installation of its own, the navigators know the pages, `scenes` tells the story
and `album` keeps the pictures. The browser tests walk with the same house and navigators.
"""
