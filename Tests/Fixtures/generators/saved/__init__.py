"""Small models for files that Keras writes and Keratin reads; generate_saved.py saves them."""
