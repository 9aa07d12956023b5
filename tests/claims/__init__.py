"""True and altered claims about invented countries, and what the checks make of them."""
