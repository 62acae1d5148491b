"""Which segments speak of an element: encoder, lexical index, vector index, fusion."""
