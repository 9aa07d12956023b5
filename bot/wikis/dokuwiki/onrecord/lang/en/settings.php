<?php

$lang['url'] = 'Address of On Record (http or https): this server asks it, and readers\' browsers open it';
$lang['timeout'] = 'Seconds that a page waits for an answer';
$lang['max_per_page'] = 'Answers that one page may ask for';
$lang['height'] = 'Height of the live widget in pixels, where the tag gives none';
