"""What a document says: its text cut into blocks, and what the blocks mean."""
