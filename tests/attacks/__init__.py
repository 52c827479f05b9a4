"""What was tried against the product, tried again by `make attack`: a file an attack, and a line in `ATTACKS`."""
