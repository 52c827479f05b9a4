"""What tells that ideas are asked of, and not votes."""

OF_IDEAS = ("ide", "propos", "depos")
"""How the words begin by which people ask of ideas: «combien d'idées par personne»."""
