"""Where an index is kept, in files or on a Chroma server: all that knows chromadb and tantivy."""
