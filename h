HTTP/1.1 200 OK
date: Sat, 28 Nov 2026 10:42:12 GMT
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: Authorization
Access-Control-Expose-Headers: Link
content-type: text/plain; charset=utf-8
vary: Cookie, Authorization
x-content-type-options: nosniff
referrer-policy: strict-origin-when-cross-origin
content-security-policy: default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
Transfer-Encoding: chunked

