"""Recipe of the starter model: a Dutch Vosk model made from nothing but packages of the registries."""
