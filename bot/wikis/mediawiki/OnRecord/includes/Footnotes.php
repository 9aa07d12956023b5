<?php

namespace MediaWiki\Extension\OnRecord;

/**
 * Lays out an answer with the wiki's own footnotes, or with a numbered list where Cite is not
 * installed. What comes from an article or a question is HTML behind a strip marker before the
 * parser sees it: nothing in it can be taken for wikitext.
 */
class Footnotes {

	/** @var \Parser */
	private $parser;
	/** @var \PPFrame */
	private $frame;
	private string $url;
	private int $number;
	private bool $cite;
	/** @var string[] the notes of the numbered list, by their id */
	private array $notes = [];
	private static int $markers = 0;

	/**
	 * @param \Parser $parser
	 * @param \PPFrame $frame
	 * @param string $url address of On Record
	 * @param int $number of the answer on its page, from 1
	 */
	public function __construct( $parser, $frame, string $url, int $number ) {
		$this->parser = $parser;
		$this->frame = $frame;
		$this->url = $url;
		$this->number = $number;
		$this->cite = in_array( 'ref', $parser->getTags(), true );
	}

	/**
	 * @param Reply $reply
	 * @param string $question
	 * @return string HTML with strip markers, in one line
	 * @throws Failure
	 */
	public function answer( Reply $reply, string $question ): string {
		$refusal = $reply->refusal();
		$html = '';
		$section = '';
		foreach ( $refusal === null ? $reply->sentences() : [] as $sentence ) {
			if ( $sentence['section'] !== $section ) {
				$section = $sentence['section'];
				$html .= Html::element( 'p', [], Html::element( 'b', [], $this->inert( Html::escape( $section ) ) ) );
			}
			$html .= $this->sentence( $sentence, $reply, $question );
		}
		if ( $html === '' && $refusal === null ) {
			throw new Failure( 'onrecord-error-answer' );
		}
		$lacking = $refusal ?? $reply->reason();
		if ( $lacking !== '' ) {
			$html .= Html::element( 'p', [ 'class' => 'onrecord-lacking' ], $this->inert( Html::escape( $lacking ) ) );
		}
		if ( $this->notes ) {
			$html .= Html::element( 'ol', [ 'class' => 'onrecord-notes' ], implode( '', $this->notes ) );
		}
		$asked = Html::line( 'onrecord-asked', Html::time( $reply->askedAt ), $question );
		$html .= Html::element( 'p', [ 'class' => 'onrecord-asked' ],
			$this->inert( Html::element( 'small', [], Html::link( $this->url . $reply->path( $question ), Html::escape( $asked ) ) ) ) );
		return Html::element( 'div', [ 'class' => 'onrecord' ], $html );
	}

	private function sentence( array $sentence, Reply $reply, string $question ): string {
		$marks = '';
		$quoted = false;
		foreach ( $sentence['citations'] as $citation ) {
			$quoted = $quoted || $citation['quote'] === $sentence['text'];
			$evidence = $this->url . $reply->path( $question, $citation['number'] );
			$marks .= $this->mark( $this->note( $citation, $evidence ) );
		}
		return Html::element( $quoted ? 'blockquote' : 'p', [ 'class' => 'onrecord-sentence', 'dir' => 'auto' ],
			$this->inert( Html::escape( $sentence['text'] ) ) . $marks );
	}

	/** The number that leads to a note; equal notes share one. */
	private function mark( string $note ): string {
		$name = 'onrecord-' . substr( sha1( $note ), 0, 12 );
		if ( $this->cite ) {
			return $this->parser->recursiveTagParse(
				"<ref name=\"$name\">" . $this->inert( $note ) . '</ref>', $this->frame );
		}
		$id = "$name-{$this->number}";
		$this->notes[$id] = Html::element( 'li', [ 'id' => $id ], $this->inert( $note ) );
		$number = array_search( $id, array_keys( $this->notes ), true ) + 1;
		return Html::element( 'sup', [ 'class' => 'reference' ], "<a href=\"#$id\">&#91;$number&#93;</a>" );
	}

	private function note( array $citation, string $evidence ): string {
		$title = Html::element( 'bdi', [], Html::escape( $citation['title'] ?: $citation['url'] ) );
		$origin = [
			$citation['url'] === '' ? $title : Html::link( $citation['url'], $title ),
			Html::element( 'bdi', [], Html::escape( $citation['outlet'] ) ),
			Html::escape( $citation['published'] ),
			Html::link( $evidence, Html::escape( Html::line( 'onrecord-evidence' ) ) ),
		];
		$marked = preg_match( '/[“”„"«»]/u', $citation['quote'] ) ? 'onrecord-quotation-inner' : 'onrecord-quotation';
		$quotation = Html::escape( Html::line( $marked, $citation['quote'] ) );
		return Html::element( 'bdi', [ 'class' => 'onrecord-quote' ], $quotation ) . ' ' .
			implode( ', ', array_diff( $origin, [ '', '<bdi></bdi>' ] ) );
	}

	/** Put HTML where no later step of the parser looks. */
	private function inert( string $html ): string {
		$marker = $this->parser::MARKER_PREFIX . '-onrecordtext-' . sprintf( '%08X', self::$markers++ ) .
			$this->parser::MARKER_SUFFIX;
		$this->parser->getStripState()->addNoWiki( $marker, $html );
		return $marker;
	}
}
