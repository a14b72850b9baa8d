"""From tables to tables: no file is read and nothing is drawn here."""
