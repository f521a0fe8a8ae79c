"""The language server: what an editor shows of an audit while a manuscript is being written.

It sends nothing over the network; works come from the cache, from a local index, or with citeaudit.
"""
