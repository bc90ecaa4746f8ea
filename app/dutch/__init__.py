"""Words become meaning: Dutch numbers, dates and promises."""
