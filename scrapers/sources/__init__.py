"""The sources: one module each, named for the publisher and product. There is no register: a module here is a
source."""
