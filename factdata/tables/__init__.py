"""The tables: declared once, built from pages, saved and loaded."""
