"""Messages: the outbox, its wording, and the two ways out of it, text and letter.

Empty on purpose, so that importing one part loads only that part.
"""
