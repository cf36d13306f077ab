"""Alerts: messages to subscribers about what changed.

config         alerts.toml: the mail server, the places, the subscriptions
places         a place, a subscription, and the keys of one table of that file
matching       which published change is wanted by which subscription
queue          from changes to places: match, queue, pack, send, record
messages       the content of an alert, independent of its form
channels       the kinds of places, a module each: what they receive, and one attempt to send it
preview        a page that shows messages in every form
courtlistener  alerts that CourtListener sends us
"""
