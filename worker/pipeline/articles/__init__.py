"""Page to alert, in one transaction: what an article is, says and belongs to.

read     a page becomes drafts of articles; `record` is what the store keeps of one
keep     judge, append, and all that follows, for all that stand on a page
further  whole stories below a page's own are articles, too
twin     one article at two addresses is one
revision it is read again and says something else
talks    what it says of talks, and what that changes
group    it joins its story (`arrange`; `renaming`, `hidden` where others move by it) and raises an alert
"""
