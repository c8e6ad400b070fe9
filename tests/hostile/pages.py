"""Web pages that try to smuggle something active past a reader that is no browser."""

SMUGGLED = (
    "<!--><script>x()</script>-->",
    "<!--->\n<script>x()</script>",
    "<!-- --!><script>x()</script>",
    "<title><!--</title><script>x()</script>--></title>",
    "<style><!--</style><script>x()</script>--></style>",
    "<textarea><script>x()</script></textarea><img src=x onerror=x()>",
    "<noscript><p title='</noscript><img src=x onerror=x()>'>",
    "<xmp><p title='</xmp><img src=x onerror=x()>'>",
    "<noembed><p title='</noembed><img src=x onerror=x()>'>",
    "<noframes><p title='</noframes><img src=x onerror=x()>'>",
    "<title><p title='</title><img src=x onerror=x()>'>",
    "<![CDATA[<script>x()</script>]]>",
    "<![CDATA[ > <script>x()</script>",
    "<?php ><script>x()</script>?>",
    "<!DOCTYPE p [<!ENTITY e '<script>x()</script>'>]>",
    "<! ><script>x()</script>",
    "</ ><script>x()</script>",
    "</p <script>x()</script>",
    "<p title='a><script>x()</script>",
    "<p/onclick=x()>click",
    "<p\nonclick\n=\nx()>click",
    "<p\tOnClIcK='x()'>click",
    "<p a='b'onclick=x()>click",
    '<p a="b"onclick="x()">click',
    "<img/src=x/onerror=x()>",
    "<svg/onload=x()>",
    "<math><a xlink:href=javascript:x()>y</a></math>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<script/src=//example.org/x.js></script>",
    "<scr<script>ipt>x()</script>",
    "<a href='java&Tab;script:x()'>y</a>",
    "<a href='java&NewLine;script&colon;x()'>y</a>",
    "<a href='&#106&#97&#118&#97&#115&#99&#114&#105&#112&#116&#58x()'>y</a>",
    "<a href='\x01javascript:x()'>y</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>y</a>",
    "<button formaction=javascript:x()>y</button>",
    "<input type=image src=x formaction=javascript:x()>",
    "<meta http-equiv=' refresh' content='0;url=javascript:x()'>",
    "<body background=javascript:x()>",
    "<table background='javascript:x()'>",
    "<details open ontoggle=x()>",
    "<video><source onerror=x()></video>",
    "<object data=x.swf></object>",
    "<embed src=x.swf>",
    "<frameset onload=x()><frame src=x></frameset>",
    "<base href=javascript:/>",
    "<template><script>x()</script></template>",
    "<plaintext><script>x()</script>",
    "<select><script>x()</script></select>",
    "<p style='x:expression(x())'>",
)
"""Each is put into the body of a page."""


def make_page(smuggled: str) -> bytes:
    """Return a sound page with `smuggled` in its body."""
    return (
        "<!DOCTYPE html><html><head><title>Charter</title></head><body><p>We listen.</p>"
        f"{smuggled}</body></html>"
    ).encode()
