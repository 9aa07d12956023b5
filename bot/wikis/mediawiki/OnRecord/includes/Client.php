<?php

namespace MediaWiki\Extension\OnRecord;

use MediaWiki\Http\HttpRequestFactory;

/** Asks On Record over HTTP. */
class Client {

	private const MAX_BYTES = 1000000;
	private const MAX_CHARACTERS = 2000;
	private const KEEP_SECONDS = 30;

	private HttpRequestFactory $http;
	private string $url;
	private int $timeout;

	/** @var array<string,Reply> what was just asked: saving a page parses it more than once */
	private array $replies = [];
	private int $downUntil = 0;

	public function __construct( HttpRequestFactory $http, string $url, int $timeout ) {
		$this->http = $http;
		$this->url = $url;
		$this->timeout = max( 1, $timeout );
	}

	/**
	 * @param string $question
	 * @param bool $keep have the answer kept at an address of its own, where On Record does that
	 * @return Reply
	 * @throws Failure
	 */
	public function ask( string $question, bool $keep ): Reply {
		if ( mb_strlen( $question ) > self::MAX_CHARACTERS ) {
			throw new Failure( 'onrecord-error-long', (string)self::MAX_CHARACTERS );
		}
		$reply = $this->replies[$question] ?? null;
		if ( !$reply || $reply->askedAt < time() - self::KEEP_SECONDS ) {
			$reply = ( $keep ? $this->askToKeep( $question ) : null ) ?? new Reply( $this->askOnly( $question ), time() );
			$this->replies[$question] = $reply;
		}
		return $reply;
	}

	private function askToKeep( string $question ): ?Reply {
		[ $status, $json ] = $this->fetch( '/api/answers', json_encode( [ 'question' => $question ] ) );
		if ( $status === 422 ) {
			throw $this->refused( $json );
		}
		$kept = $status === 201 && is_array( $json['answer'] ?? null );
		return $kept ? new Reply( $json['answer'], time(), $json['id'] ?? null ) : null;
	}

	private function askOnly( string $question ): array {
		[ $status, $json ] = $this->fetch( '/api/ask?q=' . rawurlencode( $question ) );
		if ( $status !== 200 || $json === null ) {
			throw $this->refused( $json );
		}
		return $json;
	}

	private function refused( ?array $json ): Failure {
		$line = $json['detail'] ?? null;
		return is_string( $line ) ? new Failure( 'onrecord-error-refused', $line ) : new Failure( 'onrecord-error-answer' );
	}

	/**
	 * @param string $path
	 * @param string|null $body JSON to be posted
	 * @return array status, and what the JSON object or list holds, if it is one
	 * @throws Failure
	 */
	private function fetch( string $path, ?string $body = null ): array {
		$unreachable = new Failure( 'onrecord-error-unreachable', (string)$this->timeout );
		if ( time() < $this->downUntil ) {
			throw $unreachable; // one wait is enough for a page
		}
		$received = '';
		$tooMuch = false;
		$deadline = microtime( true ) + $this->timeout;
		$request = $this->http->create( $this->url . $path, [
			'timeout' => $this->timeout,
			'connectTimeout' => min( $this->timeout, 5 ),
			'followRedirects' => false,
		] + ( $body === null ? [] : [ 'method' => 'POST', 'postData' => $body ] ), __METHOD__ );
		$request->setHeader( 'Content-Type', 'application/json' );
		$request->setHeader( 'Accept', 'application/json' );
		$request->setCallback(
			static function ( $handle, $part ) use ( &$received, &$tooMuch, $deadline ) {
				$tooMuch = strlen( $received ) + strlen( $part ) > self::MAX_BYTES;
				if ( $tooMuch || microtime( true ) > $deadline ) {
					return 0; // ends it
				}
				$received .= $part;
				return strlen( $part );
			}
		);
		$request->execute();
		$status = (int)$request->getStatus();
		if ( $tooMuch ) {
			throw new Failure( 'onrecord-error-answer' );
		}
		if ( $status === 0 || microtime( true ) > $deadline ) {
			$this->downUntil = time() + self::KEEP_SECONDS;
			throw $unreachable;
		}
		$json = json_decode( $received, true );
		return [ $status, is_array( $json ) ? $json : null ];
	}
}
