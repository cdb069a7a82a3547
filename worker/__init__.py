"""What runs: judgement, alerts, the flow, and its doors (Celery, web, command line)."""
