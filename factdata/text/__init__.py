"""What any text needs, whatever it is part of: decoding, language, words, calendar dates, similarity."""
