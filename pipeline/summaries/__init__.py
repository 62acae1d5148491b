"""Published summaries of training content: what each field of the form is answered with."""
