"""The only verbs and questions there are: every write is one function here, and so is everything anyone may ask."""
