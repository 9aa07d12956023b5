<?php

// Address of On Record, such as https://brief.example: this server asks it, and readers'
// browsers open it. http or https.
$conf['url'] = '';
// Seconds that a page waits for an answer.
$conf['timeout'] = 10;
// Answers that one page may ask for.
$conf['max_per_page'] = 20;
// Height of the live widget in pixels, where the tag gives none.
$conf['height'] = 600;
