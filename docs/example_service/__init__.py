"""A whole service, as small as one can be: ask for support at court. See ../adding-a-service.md."""
