<?php

$meta['url'] = ['string', '_pattern' => '~^(https?://[^\s<>"\'?#]+)?$~i', '_caution' => 'security'];
$meta['timeout'] = ['numeric', '_min' => 1, '_max' => 60];
$meta['max_per_page'] = ['numeric', '_min' => 1];
$meta['height'] = ['numeric', '_min' => 200, '_max' => 2000];
