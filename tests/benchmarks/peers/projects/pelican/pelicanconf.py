"""Message pages of every commune, an index for each, a home page and one feed of 50."""

SITENAME = "Phòng, chống mua bán người"
SITEURL = "https://tinh-nghe-an.example"
DEFAULT_LANG = "vi"
TIMEZONE = "Asia/Ho_Chi_Minh"
THEME = "theme"

ARTICLE_URL = "{code}/{message}/"
ARTICLE_SAVE_AS = "{code}/{message}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
AUTHOR_SAVE_AS = ""
TAG_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]

FEED_ALL_RSS = "feed.xml"
FEED_MAX_ITEMS = 50
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
