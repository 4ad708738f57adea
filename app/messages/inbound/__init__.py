"""Texts that people send us: kept, understood, acted on, and answered through the outbox.

`taking_in` is where a text arrives; `understanding` turns words into a command; `answering` acts on
it; `threads` is what an agent reads. Importing this loads none of them.
"""
