"""One program per contestant, run by its own Python; what they share is `stand`."""
