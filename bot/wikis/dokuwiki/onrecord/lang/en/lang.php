<?php

$lang['asked'] = 'On Record, asked %s: %s';
$lang['evidence'] = 'evidence';
$lang['quotation'] = '“%s”';
$lang['quotation_inner'] = '‘%s’';
$lang['widget'] = 'On Record: %s';
$lang['error'] = 'On Record: %s (asked %s)';
$lang['error_url'] = 'an administrator has to set the plugin\'s url to the http or https address of On Record';
$lang['error_question'] = 'the tag needs a question, as in <onrecord question="…" />';
$lang['error_long'] = 'the question is longer than %s characters';
$lang['error_many'] = 'a page may ask at most %s questions';
$lang['error_unreachable'] = 'no answer came within %s seconds';
$lang['error_answer'] = 'what came back is no answer';
$lang['error_refused'] = '%s';
