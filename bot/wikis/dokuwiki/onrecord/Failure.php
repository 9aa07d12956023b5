<?php

namespace dokuwiki\plugin\onrecord;

/** There is no answer: the message is the key of a line in lang/, `arguments` are what it names. */
class Failure extends \Exception
{
    /** @var string[] */
    public $arguments;

    public function __construct(string $key, string ...$arguments)
    {
        parent::__construct($key);
        $this->arguments = $arguments;
    }
}
