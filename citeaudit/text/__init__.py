"""How characters are compared and read: words folded, figures, comments."""
