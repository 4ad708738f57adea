"""The chassis that both faces stand on: one factory, one guard, one set of templates and widgets.

A face is made in three moves (see `front.py` for the smallest one):

    app = make_face("console", services, Manner(mounted_at="/console", home="desk", ...))
    app.add_url_rule("/", "desk", desk)      # each view carries @needs(Permission...) or @public
    return finish_face(app)

A page extends `web/base.html`; a form includes `web/hidden.html` and draws `question(widget)` from
`web/questions.html`, with `widgets_of(asked, KIOSK)`, `error_list([asked])`, `warning_items([asked])`.
`runner.py` opens, asks, checks, saves and submits; the face opens the unit of work around it.
"""
