"""Ask a folder of articles a question and get a short answer with verbatim citations."""
