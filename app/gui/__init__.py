"""What the controller sees. The only place that knows Qt."""
