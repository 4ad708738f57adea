"""What other machines may call: for now, the supplier's delivery reports."""
