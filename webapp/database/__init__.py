"""The PostgreSQL under everything: the embedded server, connections that heal, the schema."""
