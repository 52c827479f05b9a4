"""What people mean: their words, spellings, courtesies and corrections."""
