"""Source to page: one visit at one host, one request after another.

ask      in the event loop: ask its sources whether they changed; most have not, and nothing else is to be done
visit    take its links, poll its sources, look again at what may have been edited
poll     what a feed, listing or sitemap said becomes links (`finds`); `moved`, `trust`: it moved, its 304 lies
overlap  did anything fall out between two polls? `fill` fetches it, `readon` from a listing's next pages
rhythm   when to come back
take     a link becomes a page; `revise`: a page is looked at again
lease    the right to be the only one at the host
"""
