"""The HTTP door: the page for people, the API, the feeds. Reads the store and writes nothing.

`worker.web.app.create_app` makes the application, `worker.web.server.serve` runs it.
`worker.web.shapes`, `atom` and `jsonfeed` are pure and know no FastAPI: the command line prints the same.
"""
