"""Page structure: the text of a document cut into blocks, and the role of each block."""
