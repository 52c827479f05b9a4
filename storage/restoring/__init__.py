"""A store that went back in time: noticed by what is kept beside the key, and made good."""
