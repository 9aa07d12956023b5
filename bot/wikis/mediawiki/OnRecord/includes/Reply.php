<?php

namespace MediaWiki\Extension\OnRecord;

/**
 * What /api/ask gave at a time (seconds since 1970). Nothing in it is trusted: a field that is
 * missing or of another type reads as empty, and control characters are taken out.
 */
class Reply {

	private const MAX_SENTENCES = 100;

	private array $json;
	public int $askedAt;
	private string $id;

	/**
	 * @param array $json
	 * @param int $askedAt
	 * @param mixed $id of the answer, where it is kept
	 */
	public function __construct( array $json, int $askedAt, $id = null ) {
		$this->json = $json;
		$this->askedAt = $askedAt;
		$this->id = is_string( $id ) && preg_match( '/^[0-9a-f]{1,64}$/', $id ) ? $id : '';
	}

	/** The path, below On Record's address, that shows the evidence, or that of one citation. */
	public function path( string $question, int $citation = 0 ): string {
		if ( $this->id === '' ) {
			return '/?q=' . rawurlencode( $question );
		}
		return "/a/{$this->id}" . ( $citation ? "#c$citation" : '' );
	}

	/** The refusal, when the articles do not answer. */
	public function refusal(): ?string {
		return ( $this->json['abstained'] ?? null ) === true ? self::text( $this->json['answer'] ?? '' ) : null;
	}

	/** What the quotations lack of what was asked; empty when nothing. */
	public function reason(): string {
		return self::text( $this->json['reason'] ?? '' );
	}

	/** @return array[] with 'text', 'citations' (of self::citations) and 'section', its heading */
	public function sentences(): array {
		$citations = $this->citations();
		$sentences = [];
		foreach ( array_slice( self::rows( $this->json['sentences'] ?? null ), 0, self::MAX_SENTENCES ) as $row ) {
			$cited = [];
			foreach ( is_array( $row['citations'] ?? null ) ? $row['citations'] : [] as $number ) {
				if ( is_int( $number ) && isset( $citations[$number] ) ) {
					$cited[$number] = $citations[$number];
				}
			}
			if ( $cited ) { // a sentence that cites nothing is not shown
				$sentences[] = [
					'text' => self::text( $row['text'] ?? '' ),
					'citations' => array_values( $cited ),
					'section' => self::text( $row['section'] ?? '' ),
				];
			}
		}
		return $sentences;
	}

	/** @return array[] by number: 'number', 'quote', 'title', 'outlet', 'published', 'url' */
	private function citations(): array {
		$citations = [];
		foreach ( self::rows( $this->json['citations'] ?? null ) as $row ) {
			if ( is_int( $row['number'] ?? null ) ) {
				$url = self::text( $row['url'] ?? '' );
				$citations[$row['number']] = [
					'number' => $row['number'],
					'quote' => self::text( $row['quote'] ?? '' ),
					'title' => self::text( $row['title'] ?? '' ),
					'outlet' => self::text( $row['outlet'] ?? '' ),
					'published' => self::text( $row['published'] ?? '' ),
					'url' => preg_match( '~^https?://[^\s<>"\']+$~i', $url ) ? $url : '',
				];
			}
		}
		return $citations;
	}

	/**
	 * @param mixed $value
	 * @return array[]
	 */
	private static function rows( $value ): array {
		return is_array( $value ) ? array_values( array_filter( $value, 'is_array' ) ) : [];
	}

	/**
	 * @param mixed $value
	 * @return string one line; its markers are none of the parser's
	 */
	private static function text( $value ): string {
		$text = is_string( $value ) ? $value : '';
		return trim( preg_replace( '/[\p{Z}\p{Cc}]+/u', ' ', $text ) ?? '' );
	}
}
