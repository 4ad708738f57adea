"""What other machines may call: the supplier of texts, with delivery reports and what people write to us."""
