"""Sound becomes words: recognisers and the models they load."""
