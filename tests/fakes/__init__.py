"""Suppliers as they look on the wire, served on a free local port."""
