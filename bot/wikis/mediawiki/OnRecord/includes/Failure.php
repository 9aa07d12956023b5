<?php

namespace MediaWiki\Extension\OnRecord;

/** There is no answer: the message is the key of a line in i18n/. */
class Failure extends \Exception {

	/** @var string[] */
	public array $arguments;

	/**
	 * @param string $key
	 * @param string ...$arguments of the line
	 */
	public function __construct( string $key, string ...$arguments ) {
		parent::__construct( $key );
		$this->arguments = $arguments;
	}
}
