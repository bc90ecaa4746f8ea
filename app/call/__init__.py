"""One call, from start to end: events, engine, form, follow-up. No Qt and no SQL."""
